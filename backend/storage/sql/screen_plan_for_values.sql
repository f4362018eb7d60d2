-- Until this transaction ends, plans are made for the values at hand, for rows in memory, and for one page: the start of
-- parallel workers costs more than the page.
SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
       set_config('random_page_cost', '1.1', true),
       set_config('max_parallel_workers_per_gather', '0', true)
