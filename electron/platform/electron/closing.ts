import { dialog, type BrowserWindow } from 'electron';

/** Place of the answer that closes, among the buttons. */
const CLOSE = 1;

/** When the page would lose something by closing (`beforeunload`), its person is asked: Electron would keep the window open without a word. */
export function askBeforeClosing(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      title: 'Poste Santé',
      message: 'Un document va partir, ou des fichiers arrivés ne sont encore dans aucun dossier.',
      detail: 'Si vous fermez, l’envoi partira à votre prochaine session, et les fichiers seront à déposer de nouveau.',
      buttons: ['Rester', 'Fermer quand même'],
      defaultId: 0,
      cancelId: 0,
    });
    // Electron's own word: to prevent the prevention is to close.
    if (answer === CLOSE) event.preventDefault();
  });
}
