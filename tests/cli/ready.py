"""
The command line, made ready once: an interpreter with the library loaded, from which each typed command is a child.

Run with the number of a socket, on which it is asked: the arguments and the folder, and the two ways out. A child ends
as any interpreter does, with all that is flushed and closed on the way; what it shares is only the beginning.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from pathlib import Path

import coachplan.cli.backtest
import coachplan.cli.lint  # noqa: F401 - loaded here, so that no child has to
from coachplan.cli import main
from coachplan.engine import Engine
from coachplan.plugins import making

sys.path.insert(0, str(Path(__file__).parents[1]))
from once import made_once  # beside the tests, and no package

making.made_anew = made_once
Engine()  # the core and the plugins are read once; a child makes its own engine, of what was read before
gc.freeze()  # and does not look through all of it when it ends
door = socket.socket(fileno=int(sys.argv[1]))
while True:
    asked, ways_out, _, _ = socket.recv_fds(door, 1 << 16, 2)
    if not asked:
        break
    typed, folder = json.loads(asked)
    child = os.fork()
    if not child:
        door.close()
        for number, way in enumerate(ways_out, start=1):
            os.dup2(way, number)
            os.close(way)
        os.chdir(folder)
        sys.argv[1:] = typed
        main()
    for way in ways_out:
        os.close(way)
    door.send(b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
