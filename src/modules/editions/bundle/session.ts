import { z } from 'zod';
import { bilingual, localDate, localTime, prose, publication, slug } from './text.ts';

export const sessionKinds = [
	'opening-ceremony',
	'closing-ceremony',
	'plenary',
	'keynote',
	'parallel',
	'panel',
	'poster',
	'exhibition',
	'social',
] as const;
export type SessionKind = (typeof sessionKinds)[number];

/** A session of the programme's skeleton. Days and times stand only where they are known. */
export const sessionSchema = z
	.strictObject({
		id: slug,
		kind: z.enum(sessionKinds),
		title: bilingual,
		description: prose.optional(),
		on: localDate.optional(),
		until: localDate.optional(),
		part: z.enum(['morning', 'afternoon', 'evening']).optional(),
		starts: localTime.optional(),
		ends: localTime.optional(),
		track: z.string().optional(),
		site: slug.optional(),
		room: slug.optional(),
		after: slug.optional().meta({ description: 'The session that this one follows.' }),
		state: publication,
	})
	.superRefine((session, ctx) => {
		if (session.until !== undefined && (session.on === undefined || session.until < session.on)) {
			ctx.addIssue({ code: 'custom', path: ['until'], params: { code: 'ends-before-start' } });
		}
		if (session.ends !== undefined && (session.starts === undefined || session.ends <= session.starts)) {
			ctx.addIssue({ code: 'custom', path: ['ends'], params: { code: 'ends-before-start' } });
		}
	});
export type BundleSession = z.infer<typeof sessionSchema>;
