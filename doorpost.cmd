@rem Starts Doorpost on Windows, with the Node on the PATH. On Linux and macOS it is the file "doorpost" beside this one.
@node "%~dp0bin\doorpost.js" %*
