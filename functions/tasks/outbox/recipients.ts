/** Whom a message is for: looked up only when it goes out. */
export interface Recipient {
  ref: string;
  sealed: string;
  /** Nothing goes to the phone. */
  stopped: boolean;
  /** The person asked for it. */
  wished?: boolean;
}
