# Shared by scripts/demo, scripts/test and scripts/pages: goes to the repository's root and prepares .venv for the command named in $1.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PYTHONUTF8=1 LC_ALL="${LC_ALL:-C.UTF-8}"

python=
for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "需要 Python 3.11 或更新的版本（Debian 12、Ubuntu 24.04 起自带）：apt-get install -y python3" >&2
    exit 1
fi
"$python" scripts/setup.py "$1"
bin=$PWD/.venv/bin
