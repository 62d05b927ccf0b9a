/** What a change leaves to do, and to tell. */
export interface Effects {
  /** Records to index again for the search. */
  readonly indexed?: readonly string[];
  /** Records that show something else now: who they are, what is known of them, where they wait. */
  readonly patients?: readonly string[];
  /** Patients whose documents or sends changed. */
  readonly documents?: readonly string[];
}
