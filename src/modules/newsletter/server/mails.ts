import type { Context } from '#core/context/index.ts';
import { forgetMails } from '#core/mail/index.ts';

/* The newsletter's mails, by their kinds: digests of issues, and the questions whether somebody wants them. */

export const digestKind = 'digest';
export const confirmKind = 'newsletter-confirm';

/** The key of the mail that asks for a confirmation. Pure. */
export const confirmKey = (request: string): string => `${confirmKind}:${request}`;

/** Takes digests back that still wait for an address. Part of the caller's transaction. One statement. */
export async function withdrawDigests(ctx: Context, email: string): Promise<void> {
	await forgetMails(ctx, { to: email, kinds: [digestKind], waitingOnly: true });
}
