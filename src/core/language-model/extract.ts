/**
 * The JSON object in a model's words: bare, in a fence, or after talk and thoughts. Pure; linear in the length.
 * @returns the parsed object, or undefined when there is none that is whole
 */
export function extractObject(text: string): Record<string, unknown> | undefined {
	const without = text.replace(/^\uFEFF/, '').replace(/<think>[\s\S]*?<\/think>/gi, '');
	const whole = parsed(without.trim());
	if (whole) return whole;
	// Every opening brace could begin it; a hostile answer of braces only may not cost more than a few tries.
	let from = without.indexOf('{');
	for (let tries = 0; from >= 0 && tries < 8; tries += 1) {
		const end = endOfObject(without, from);
		if (end === undefined) return undefined;
		const found = parsed(without.slice(from, end));
		if (found) return found;
		from = without.indexOf('{', end);
	}
	return undefined;
}

function parsed(text: string): Record<string, unknown> | undefined {
	if (!text.startsWith('{')) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

/** Behind the brace that closes the one at `from`, seen from outside of strings. */
function endOfObject(text: string, from: number): number | undefined {
	let depth = 0;
	let quoted = false;
	for (let at = from; at < text.length; at += 1) {
		const sign = text[at];
		if (quoted) {
			if (sign === '\\') at += 1;
			else if (sign === '"') quoted = false;
		} else if (sign === '"') quoted = true;
		else if (sign === '{') depth += 1;
		else if (sign === '}') {
			depth -= 1;
			if (depth === 0) return at + 1;
		}
	}
	return undefined;
}
