import type { PictureView } from '#core/pictures/view.ts';
import type { FormAbout } from '#ui/record/form-about.ts';

/** A picture or document of the article as its editor shows it. */
export interface PictureCard {
	id: string;
	name: string;
	picture: PictureView | null;
	/** Whether a text shows it. */
	used: boolean;
}

/** Somebody of the directory as the search answers him. */
export interface FoundPerson {
	/** His key in the directory. */
	key: string;
	name: string;
	/** What he is, to tell two of a name apart. */
	about: string;
}

/** What the controls of the editor need to know beside the article itself. */
export type EditorAbout = FormAbout;

/** What is missing or worth a look, with the control that mends it. */
export interface Missing {
	/** The name of its control. */
	path: string;
	/** What the control is called. */
	place: string;
	text: string;
	/** The picture whose words mend it. */
	picture?: string;
	/** Whether it stands against publication. */
	stops: boolean;
}
