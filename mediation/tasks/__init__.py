"""Long work that a person asked for: done in small steps beside the pages, with progress and a file to fetch.

A package above registers a kind with its worker (`extension_points.register`) and asks for work
(`operations.ask`).
The job `work_tasks` calls the worker, which yields after each small step; the step is committed
and goes on from its cursor after a stop. The result is kept for a set time, for whoever asked.
"""
