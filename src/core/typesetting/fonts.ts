import { inProject } from '#core/paths/index.ts';

/** The weights that templates may use, by package. Each Chinese weight costs 10 MB on disk; add one only for a reason. */
const shipped = {
	'source-serif-4': ['400Regular', '400Regular_Italic', '600SemiBold'],
	'source-sans-3': ['400Regular', '600SemiBold'],
	'noto-serif-sc': ['400Regular', '600SemiBold'],
	'noto-sans-sc': ['400Regular', '600SemiBold'],
} as const;

/**
 * Absolute folders of the fonts we ship: Source Serif 4, Source Sans 3, Noto Serif SC, Noto Sans SC, as TTF files (the
 * typesetter takes no web fonts).
 */
export function fontFolders(): string[] {
	return Object.entries(shipped).flatMap(([family, weights]) =>
		weights.map((weight) => inProject('node_modules', '@expo-google-fonts', family, weight)),
	);
}
