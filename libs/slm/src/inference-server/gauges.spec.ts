import { describe, expect, it } from '@jest/globals';
import { gaugeOf } from './gauges.js';

const METRICS = `# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="m"} 3.0
vllm:num_requests_running{engine="1",model_name="with } in it"} 2.0 1700000000
vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 9.0
vllm:num_requests_waiting{engine="0"} 1.0
broken{a="b"} NaN
llamacpp:requests_processing 4
`;

describe('a gauge', () => {
  it.each([
    ['vllm:num_requests_running', 5],
    ['vllm:num_requests_waiting', 1],
    ['llamacpp:requests_processing', 4],
    ['llamacpp:requests_deferred', null],
    ['broken', null],
  ])('%s is %p', (name, expected) => {
    expect(gaugeOf(METRICS, name)).toBe(expected);
  });
});
