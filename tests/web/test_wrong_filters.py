"""An address of the list that was written by hand, and is wrong."""

import pytest

from backend.settings import Settings
from tests.web.test_exporting import LIST, make
from tests.web.whole import whole

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("kind=custommer", "kind: expected one of"),
        ("status=broken", "status: expected one of"),
        ("stauts=error", "stauts: unknown"),
        ("after=x", "after: expected the cursor of a page"),
        ("kind=department&kind=item", "kind: given more than once"),
    ],
)
async def test_the_list_says_what_is_wrong_in_its_address_and_leads_out(
    settings: Settings, wrong: str, said: str
) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        page = await site.client.get(f"{LIST}?{wrong}&entity=top")
        by_script = await site.client.get(f"{LIST}?{wrong}", headers={"hx-request": "true"})

    field = wrong.partition("=")[0]
    assert page.status_code == 400
    assert said in page.text
    assert f'href="{LIST}?entity=top"' in page.text
    assert f"Leave out {field}</a>" in page.text
    assert 'id="chip-error"' in page.text
    assert ">D1</a>" not in page.text
    assert 'id="poller"' not in page.text  # nothing to ask for
    assert by_script.status_code == 400
    assert said in by_script.text
