/** Every Lambda function, by construct id, with the file that its bundle starts from. */
export const functionEntries = {
  LatePaymentAssess: 'functions/tasks/late-payment/assess.ts',
  LatePaymentAskCaseworker: 'functions/tasks/late-payment/ask-caseworker.ts',
  LatePaymentAwaitDocuments: 'functions/tasks/late-payment/await-documents.ts',
  LatePaymentIssuePaymentNotice: 'functions/tasks/late-payment/issue-payment-notice.ts',
  LatePaymentAwaitPayment: 'functions/tasks/late-payment/await-payment.ts',
  LatePaymentRemindToPay: 'functions/tasks/late-payment/remind-to-pay.ts',
  LatePaymentCheckPayment: 'functions/tasks/late-payment/check-payment.ts',
  LatePaymentAskAboutPayment: 'functions/tasks/late-payment/ask-about-payment.ts',
  LatePaymentAwaitBenefits: 'functions/tasks/late-payment/await-benefits.ts',
  LatePaymentTellBenefitsBegin: 'functions/tasks/late-payment/tell-benefits-begin.ts',
  LatePaymentCloseCase: 'functions/tasks/late-payment/close-case.ts',
  ParkCase: 'functions/tasks/case/park-case.ts',
  ImportsStorePart: 'functions/tasks/imports/store-part.ts',
  ApiRead: 'functions/api/read.ts',
  ApiWrite: 'functions/api/write.ts',
  ApiFiles: 'functions/api/files.ts',
  Console: 'functions/api/console.ts',
  PublishPolicies: 'functions/tasks/policies/publish.ts',
} as const;

export type FunctionName = keyof typeof functionEntries;
