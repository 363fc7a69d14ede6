"""
How fast onrecord is beside what it could be at best and beside others, and whether it keeps its floors.

    python -m benchmarks                  ratios in one run, a table and a plot
    python -m benchmarks.end_to_end       reports of 700 words into a record with its ledger, on two cores
    python -m benchmarks.processes        two processes against one
    python -m benchmarks.memory           all processes together, over 50,000 reports
    python -m benchmarks.kills            kill -9, a hundred times, in a build of 500 reports
    python -m benchmarks.cluster          5,000 reports on a local Ray with a worker killed, against none

Each prints JSON and ends with exit code 1 below its floor.
"""
