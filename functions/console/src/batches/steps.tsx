const STEPS = ['上传', '校验', '勾稽核对', '提交', '立案结果'];

/** Where a batch is on its way. */
export function BatchSteps({ at }: { at: number }) {
  return (
    <ol className="steps-strip" aria-label="批次进度">
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={index < at ? 'done' : index === at ? 'now' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {index < at ? '✓' : index + 1} {step}
        </li>
      ))}
    </ol>
  );
}
