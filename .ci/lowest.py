"""Print the lowest versions that pyproject.toml allows, as constraints for pip."""

import itertools
import tomllib

with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)["project"]
for requirement in [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]:
    if not requirement.startswith(project["name"]):  # an extra that includes another one
        name, lowest = requirement.split(">=")
        print(f"{name}=={lowest}")
