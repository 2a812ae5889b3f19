import type { TypedGroup } from '#core/record-form/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { RecordConflict } from '../../[edition]/site/conflict.ts';
import type { FoundPerson, Missing } from './editor-view.ts';
import type { TypedPicture } from './picture-form.ts';
import type { TypedQuotation } from './quotation-form.ts';

/** What the editor answers to a form that was sent: everything that was typed, and what came of it. Plain data. */
export interface EditorAnswer {
	typed: TypedGroup;
	revision: number;
	/** By the name of the control. */
	problems?: Record<string, string>;
	/** The same with the names of the fields, for the summary above. */
	summary?: { path: string; message: string }[];
	picture?: TypedPicture;
	quotation?: TypedQuotation;
	found?: FoundPerson[];
	previews?: Record<Locale, string>;
	missing?: Missing[];
	/** Where one goes on: a control, and the caret in it. */
	focus?: { path: string; caret?: number };
	said?: 'picture' | 'inserted' | 'added';
	conflict?: RecordConflict;
	/** Why nothing was done, where no field is to blame. */
	refused?: string;
	/** The session ended while he wrote. */
	signedOut?: boolean;
}
