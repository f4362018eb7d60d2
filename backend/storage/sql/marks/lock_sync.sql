-- A sync whose chunks several processes may be marking.
SELECT left_out_later, stopped_at FROM sync WHERE id = :sync FOR UPDATE
