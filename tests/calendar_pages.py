"""Reads off the page of an event what it tells machines of when, so that calendar files can be held against it."""
import re


def told(page, session=""):
    """Returns when an event begins, or one of its sessions by its anchor: a date, or a time with its offset."""
    if not session:
        return re.search(r'page-header__when"><time datetime="([^"]+)"', page).group(1)
    before, after = page.split(f'id="{session}"')
    own = re.search(r'session__clock"><time datetime="([^"]+)"', after.split("</article>")[0])
    return own.group(1) if own else re.findall(r'slot__clock"><time datetime="([^"]+)"', before)[-1]
