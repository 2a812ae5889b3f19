import { UsageError } from './command.ts';

/** A head as somebody kept it. Pure. @throws UsageError when it can't be one */
export function typedHead(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	const head = text.trim().toLowerCase();
	if (!/^[0-9a-f]{64}$/.test(head)) throw new UsageError('verify: a head has 64 hexadecimal characters.');
	return head;
}
