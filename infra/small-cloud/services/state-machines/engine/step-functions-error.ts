/** A refusal as Step Functions words it: `400 {"__type": "com.amazonaws.sfn#<type>", "message": …}`. */
export class StepFunctionsError extends Error {
  override name = 'StepFunctionsError';
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}
