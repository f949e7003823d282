"""`gongkai preview`: the drafts in the browser; the address with its token on a line of its own."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
import webbrowser
from collections.abc import Callable

from generator.preview import serve


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""

    def ready(address: Callable[[], str]) -> None:
        print(address(), flush=True)
        print("预览已经打开；看完回到这里按 Ctrl-C 结束。上面的地址只能用一次。", file=sys.stderr, flush=True)
        if options.browser:
            threading.Thread(target=_show, args=(address(),), daemon=True).start()

    def again(address: str) -> None:
        print(address, flush=True)
        print("有人用已经用过的地址来打开；是您自己的话，用上面新的地址。", file=sys.stderr, flush=True)

    serve(options.source, options.port, ready, again)
    print("预览已结束。", file=sys.stderr)
    return 0


def _show(address: str) -> None:
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
