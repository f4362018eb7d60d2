"""SUPDOC and SUPDOCFOLDER: attachments and their folders, by legacy functions only."""

from backend.stand_in.objects.definition import Definition, reference
from backend.stand_in.objects.form import Act, Form

SUPDOCFOLDER = Definition(
    object="SUPDOCFOLDER",
    kind="attachment_folder",
    word="Attachment Folder",
    key="NAME",
    fields=("NAME", "DESCRIPTION", "PARENTFOLDERNAME"),
    references=(reference("PARENTFOLDERNAME", "SUPDOCFOLDER", "Attachment Folder"),),
    generic=frozenset(),
)
SUPDOC = Definition(
    object="SUPDOC",
    kind="attachment",
    word="Attachment",
    key="SUPDOCID",
    fields=("SUPDOCID", "SUPDOCNAME", "FOLDERNAME", "DESCRIPTION"),
    references=(reference("FOLDERNAME", "SUPDOCFOLDER", "Attachment Folder"),),
    generic=frozenset(),
)
_FOLDER = "supdocfoldername:NAME supdocfolderdescription:DESCRIPTION supdocparentfoldername:PARENTFOLDERNAME"
_ATTACHMENT = (
    "supdocid:SUPDOCID supdocname:SUPDOCNAME supdocfoldername:FOLDERNAME supdocdescription:DESCRIPTION"
    " attachments:ATTACHMENTS:group"
)
CREATE_SUPDOCFOLDER = Form(
    function="create_supdocfolder", object="SUPDOCFOLDER", order=_FOLDER, required=("supdocfoldername",)
)
CREATE_SUPDOC = Form(
    function="create_supdoc",
    object="SUPDOC",
    order=_ATTACHMENT,
    required=("supdocid", "supdocname", "supdocfoldername"),
)
UPDATE_SUPDOC = Form(
    function="update_supdoc", object="SUPDOC", order=_ATTACHMENT, required=("supdocid",), act=Act.UPDATE
)
