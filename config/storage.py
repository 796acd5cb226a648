"""Static files under names that carry a hash of their content, so that browsers may keep them for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.npm import WANTED


class Storage(CompressedManifestStaticFilesStorage):
    """npm packages name source maps and fallback fonts that we do not collect: their addresses stay as they are."""

    def url_converter(self, name, hashed_files, template=None):
        convert = super().url_converter(name, hashed_files, template)

        def lenient(match):
            try:
                return convert(match)
            except ValueError:
                return match[0]

        return lenient if name.startswith(tuple(WANTED)) else convert
