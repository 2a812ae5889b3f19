import { hour, minute } from '#core/clock/instant.ts';

/** The waits between attempts: about two days in all, then a person must look. */
const waits = [1, 2, 5, 10, 20, 30, 60, 120, 240, 240, 480, 480, 720, 720].map((minutes) => minutes * minute);

/** Milliseconds until the next attempt, after `attempts` that came to nothing; undefined when it is enough. */
export function waitAfter(attempts: number): number | undefined {
	return waits[Math.max(0, attempts - 1)];
}

/** Milliseconds until a connection slot tries the mail server again, after `failures` in a row. */
export function reconnectAfter(failures: number): number {
	return Math.min(1000 * 2 ** Math.min(failures - 1, 12), hour / 6);
}

/** What nodemailer says about a failure. */
export interface SmtpFault {
	code?: string;
	command?: string;
	responseCode?: number;
	response?: string;
	message: string;
}

/**
 * What a failure means for the mail: `deferred` and `failed` are certain not to have been delivered, `uncertain` may
 * have been; after `refused-us` it is the connection that is at fault, and the mail just waits.
 */
export type Verdict = 'deferred' | 'failed' | 'uncertain' | 'refused-us';

/** Replies that mean 'you' and not 'this mail': sign in first, wrong password, encryption needed. */
const aboutUs = new Set([454, 530, 534, 535, 538]);

/**
 * Decides by the stage at which it failed.
 * @param handed whether the end of the message may have gone out: then only the server's own refusal of the message
 *   makes it certain that it was not taken
 */
export function verdictOf(fault: SmtpFault, handed: boolean): Verdict {
	const { code, command, responseCode } = fault;
	const refusedMessage = code === 'EMESSAGE' && command === 'DATA' && responseCode !== undefined;
	if (handed && !refusedMessage) return 'uncertain';
	if (responseCode !== undefined) {
		if (aboutUs.has(responseCode)) return 'refused-us';
		return responseCode >= 500 ? 'failed' : 'deferred';
	}
	// No reply at all: our own checks (an address the server can't take, a message larger than it says it takes) come
	// to the same each time; a lost connection does not.
	return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'failed' : 'deferred';
}

/**
 * Whether a refusal for good is about the recipient, not about us or the message: in answer to RCPT TO, and not for a
 * reason of policy (RFC 3463: 5.7) or of size (5.2.2 is a full mailbox, which empties).
 */
export function refusesAddress({ command, responseCode, response = '' }: SmtpFault): boolean {
	if (command !== 'RCPT TO' || responseCode === undefined || responseCode < 550 || responseCode > 553) return false;
	const status = /\b5\.(\d)\.(\d+)/.exec(response);
	return !status || status[1] === '1' || (status[1] === '2' && status[2] !== '2');
}

/** The status code of RFC 3463 in a server's words; empty without one. */
export function statusIn(answer: string): string {
	return /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(answer)?.[0] ?? '';
}

/** The server's words, or what happened on the way to it, short enough for a log. */
export function answerOf(fault: SmtpFault): string {
	const stage = fault.command && fault.command !== 'API' ? `${fault.command}: ` : '';
	return `${stage}${fault.response ?? fault.message}`.slice(0, 500);
}
