/**
 * The sum of a gauge over its labels in the Prometheus text format: vLLM has one sample for each of its engines.
 * @returns null when the text has none, or one that is no number
 */
export function gaugeOf(metrics: string, name: string): number | null {
  let sum: number | null = null;
  for (const line of metrics.split('\n')) {
    if (!line.startsWith(name)) continue;
    const rest = line.slice(name.length);
    // `vllm:num_requests_waiting_by_reason` begins with the name of another gauge.
    if (!/^[{ \t]/.test(rest)) continue;
    const value = Number(
      rest
        .slice(rest.lastIndexOf('}') + 1)
        .trim()
        .split(/\s+/)[0],
    );
    if (!Number.isFinite(value)) return null;
    sum = (sum ?? 0) + value;
  }
  return sum;
}
