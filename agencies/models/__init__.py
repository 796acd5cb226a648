from agencies.models.accounts import RoleAssignment, User
from agencies.models.agencies import Agency
from agencies.models.attachments import Attachment
from agencies.models.audit import AuditEvent, ReadEvent
from agencies.models.jobs import Job
from agencies.models.mappings import Dialect, MappingShare
from agencies.models.notices import Notice
from agencies.models.regions import Boundary, Region
from agencies.models.schedules import Reopening, Schedule
from agencies.models.settings import OfficeProfile, Setting, Signatory
from agencies.models.uploads import CellCorrection, SavedMapping, StagedLine, Upload

__all__ = [
    "Agency",
    "Attachment",
    "AuditEvent",
    "Boundary",
    "CellCorrection",
    "Dialect",
    "Job",
    "MappingShare",
    "Notice",
    "OfficeProfile",
    "ReadEvent",
    "Region",
    "Reopening",
    "RoleAssignment",
    "SavedMapping",
    "Schedule",
    "Setting",
    "Signatory",
    "StagedLine",
    "Upload",
    "User",
]
