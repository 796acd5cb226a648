"""The background work of the ground floor: uploads and letters."""

from agencies.actions import letters, seals, session
from agencies.importing import answering, pipeline, retention
from agencies.jobs.queue import failure_listeners, task
from agencies.jobs.schedule import daily

task("uploads.stage", queue="import", title="Membaca unggahan")(pipeline.stage)
task("uploads.merge", queue="import", title="Menyimpan unggahan")(pipeline.merge)
task("uploads.undo", queue="import", title="Mengurungkan unggahan")(pipeline.undo)
task("uploads.answer", title="Menandai berkas")(answering.mark)
daily("02.10")(task("uploads.clean", title="Menghapus berkas lama")(retention.clean))
failure_listeners.append(pipeline.tell_failure)
task(letters.LETTER, title="Mengirim surat")(letters.deliver)
task(session.DEVICE_LETTER, title="Mengirim surat")(letters.deliver)
daily("00.20")(task("system.seal", title="Menyegel jejak")(seals.seal_nightly))
