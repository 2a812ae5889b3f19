import { mailboxMessage } from '#core/mail/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { html: _, attachments, ...message } = await mailboxMessage(locals.ctx, locals.actor, params.id);
	// A digest names a file inside the store only.
	return { message, attachments: attachments.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes })) };
};
