#!/bin/sh
# The browser that the tests drive: the system's Chromium.
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium from the system's packages"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null && exit 0
fi
echo "The browser tests need Chromium. Install the system's package, on Debian: sudo apt-get install chromium" >&2
exit 1
