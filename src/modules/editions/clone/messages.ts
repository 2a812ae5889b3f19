import { catalogue } from '#core/i18n/index.ts';

/** What is written into a new edition by the platform itself. */
export const messages = catalogue(
	{ proposed: (short: string) => `Proposed, as at ${short}. To be confirmed; not public until then.` },
	{ proposed: (short) => `沿用 ${short} 名单拟定，待确认；确认之前不公布。` },
);
