"""Fills a display with one window that turns from black to white and back at every key: the quickest picture there is."""
import ctypes
import sys

x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x.XOpenDisplay(sys.argv[1].encode()))
root = x.XDefaultRootWindow(display)
window = x.XCreateSimpleWindow(display, root, 100, 100, 64, 64, 0, 0, 0)
KEY_PRESS, KEY_PRESS_MASK, REVERT_TO_PARENT, NOW = 2, 1, 2, 0
x.XSelectInput(display, window, KEY_PRESS_MASK)
x.XMapRaised(display, window)
x.XSync(display, 0)
x.XSetInputFocus(display, window, REVERT_TO_PARENT, NOW)
x.XSync(display, 0)
print("ready", flush=True)
event = ctypes.create_string_buffer(192)
is_white = False
while True:
    x.XNextEvent(display, event)
    if ctypes.c_int.from_buffer(event).value != KEY_PRESS:
        continue
    is_white = not is_white
    x.XSetWindowBackground(display, window, ctypes.c_ulong(0xFFFFFF if is_white else 0))
    x.XClearWindow(display, window)
    x.XFlush(display)
