/** Posts JSON to this site and answers what came back; `message` is a sentence for people when it was refused. */
export async function postJson(path: string, body: unknown): Promise<{ ok: boolean; answer: Record<string, unknown> }> {
	try {
		const response = await fetch(path, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify(body),
		});
		return { ok: response.ok, answer: (await response.json()) as Record<string, unknown> };
	} catch {
		return { ok: false, answer: {} };
	}
}
