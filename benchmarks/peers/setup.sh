#!/bin/sh
# Makes the virtual environment of the peers in .venv beside this file (about 6 GB: the index's PyTorch brings its GPU
# libraries, which are not used).
set -eu
cd "$(dirname "$0")"
python3 -m venv .venv
.venv/bin/pip install --quiet -r requirements.txt
.venv/bin/python -c "import torch; print('PyTorch', torch.__version__, 'with', torch.get_num_threads(), 'threads')"
