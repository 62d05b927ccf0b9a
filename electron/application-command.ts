/** What starts the installed application in a terminal (electron-builder.yml names it), as it is typed. */
export function applicationCommand(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return '"Poste Santé.exe"';
  return platform === 'darwin' ? '"/Applications/Poste Santé.app/Contents/MacOS/Poste Santé"' : 'poste-sante';
}
