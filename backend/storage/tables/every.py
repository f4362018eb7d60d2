"""Every table. Constraints, indexes and triggers stand in the migrations."""

from backend.storage.tables.attempts import Attempt, Delivery, Exchange, Slot, WorkerSeen
from backend.storage.tables.bindings import Binding, BindingMessage, Cause, Edge, GivenNumber, RemoteRecord
from backend.storage.tables.instances import Instance, InstanceLog
from backend.storage.tables.integrations import Integration, ValueMap
from backend.storage.tables.notifications import Episode, Notification, Subscription
from backend.storage.tables.objects import HandedOver, Object, ObjectVersion, Tally
from backend.storage.tables.people import (
    ApiKey,
    Audit,
    EmbedKey,
    EmbedSession,
    SavedView,
    Session,
    SignInLink,
    User,
    Visit,
)
from backend.storage.tables.syncs import Sync, SyncChunk, SyncItem
from backend.storage.tables.usage import Throughput, Usage

ALL = [
    Integration,
    Object,
    ObjectVersion,
    HandedOver,
    ValueMap,
    Binding,
    Cause,
    BindingMessage,
    RemoteRecord,
    GivenNumber,
    Edge,
    Slot,
    Exchange,
    Attempt,
    Delivery,
    Sync,
    SyncChunk,
    SyncItem,
    WorkerSeen,
    Instance,
    InstanceLog,
    Tally,
    Usage,
    Throughput,
    User,
    SignInLink,
    Session,
    SavedView,
    Visit,
    ApiKey,
    EmbedKey,
    EmbedSession,
    Audit,
    Subscription,
    Episode,
    Notification,
]
