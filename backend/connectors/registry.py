"""The third parties that Syncline can talk to, one line each."""

from collections.abc import Mapping

from backend.connectors.loopback.connector import Loopback
from backend.connectors.protocol import Connector
from backend.connectors.sage_intacct.connector import SageIntacct

CONNECTORS: Mapping[str, Connector] = {
    Loopback.name: Loopback(),
    SageIntacct.name: SageIntacct(),
}
