import { z } from 'zod';
import { bilingual, localDate, localDateTime, prose, slug } from './text.ts';

export const keyDateKinds = ['opening', 'deadline', 'announcement', 'event', 'publication'] as const;
export type KeyDateKind = (typeof keyDateKinds)[number];

/**
 * A date of the edition: either a moment (`at`), or a day (`on`), or the days from `on` to `until`. `latest` means
 * 'on or before'.
 */
export const keyDateSchema = z
	.strictObject({
		id: slug,
		label: bilingual,
		kind: z.enum(keyDateKinds),
		at: localDateTime.optional(),
		on: localDate.optional(),
		until: localDate.optional(),
		latest: z.boolean().default(false),
		call: slug.optional().meta({ description: 'The call this date belongs to.' }),
		window: z
			.enum(['opens', 'closes'])
			.optional()
			.meta({ description: 'Which end of the window of its call this date is: moving one moves the other.' }),
		note: prose.optional(),
	})
	.superRefine((date, ctx) => {
		if ((date.at === undefined) === (date.on === undefined)) {
			ctx.addIssue({ code: 'custom', params: { code: 'at-or-on' } });
		}
		if (date.window !== undefined && (date.call === undefined || date.at === undefined || date.latest)) {
			ctx.addIssue({ code: 'custom', path: ['window'], params: { code: 'window-without-moment' } });
		}
		if (date.until !== undefined && (date.on === undefined || date.until < date.on)) {
			ctx.addIssue({ code: 'custom', path: ['until'], params: { code: 'ends-before-start' } });
		}
	});
export type BundleKeyDate = z.infer<typeof keyDateSchema>;
