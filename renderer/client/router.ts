/** The hash of the window is where it is. */

/** A place to go to: a screen, as its feature declares it. */
interface Destination {
  /** Hash path; `:patient` stands for the identifier of a patient. */
  readonly path: string;
}

/** Hash path of a screen. @param patient its identifier, for the screens of a patient. */
export function pathOf({ path }: Destination, patient: string | null = null): string {
  return path.replace(':patient', patient ?? '');
}

/** Goes to a screen. @param patient its identifier, for the screens of a patient. */
export function go(screen: Destination, patient: string | null = null): void {
  window.location.hash = pathOf(screen, patient);
}
