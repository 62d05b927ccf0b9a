/** What a list of patients is sorted by; each alone is followed by the name. */
export const patientOrders = ['name', 'birthDate', 'place', 'status', 'opened'] as const;

/** An order that somebody asked for; `place` goes by COG code, which is by département. */
export interface PatientSort {
  readonly by: (typeof patientOrders)[number];
  readonly descending: boolean;
}
