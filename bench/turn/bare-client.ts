/**
 * A client as anybody would write it first: one request, the stream read as it comes. No tasks, no guards, nothing stored.
 * @returns milliseconds from the request to the first words
 */
export async function bareChat(url: string, prompt: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'fake-model',
      messages: [{ role: 'user', content: prompt }],
      max_tokens: 90,
      stream: true,
    }),
  });
  if (!response.ok || !response.body) throw new Error(`the engine answered ${response.status}`);
  let firstMs: number | null = null;
  for await (const chunk of response.body) {
    if (firstMs === null && /"content":"[^"]/.test(Buffer.from(chunk).toString('utf8')))
      firstMs = performance.now() - startedAt;
  }
  if (firstMs === null) throw new Error('the engine said nothing');
  return firstMs;
}
