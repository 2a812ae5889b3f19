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

/** Deletes the mails that asked for a confirmation of these requests. Part of the caller's transaction. One statement. */
export async function forgetRequestMails(ctx: Context, requests: readonly string[]): Promise<void> {
	await forgetMails(ctx, { keys: requests.map(confirmKey), kinds: [confirmKind] });
}

/** Deletes every mail of the newsletter to an address. Part of the caller's transaction. One statement. */
export async function forgetMailsTo(ctx: Context, email: string): Promise<void> {
	await forgetMails(ctx, { to: email, kinds: [digestKind, confirmKind] });
}
