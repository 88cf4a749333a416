/** An answer on the wire: status and JSON, as a value or as its text. */
export interface ServiceAnswer {
  status: number;
  body: unknown;
}
