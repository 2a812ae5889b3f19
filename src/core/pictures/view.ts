/** A picture as a page shows it: whoever makes it knows where the files lie, whoever shows it needs nothing else. */
export interface PictureView {
	/** What it shows; empty when it only decorates. */
	alt: string;
	/** Language of `alt`, where it is not the page's. */
	altLang?: string;
	width: number;
	height: number;
	/** The file for readers that know neither WebP nor choices. */
	src: string;
	/** The same type in other widths. */
	srcset?: string;
	/** WebP in all widths. */
	webp?: string;
	/** Who made it, on which terms it is shown, that it is a sample: in the page's language, shown with the picture. */
	notes?: readonly string[];
}
