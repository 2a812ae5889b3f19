const maxNameLength = 150;

/**
 * The name a file was uploaded under, made safe to show and to offer again: no path, no control characters, nothing that
 * turns the direction of writing (`exe.fdp` shown as `pdf.exe`), at most 150 characters with the ending kept.
 */
export function safeFileName(name: string, otherwise = 'file'): string {
	const bare = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
	const clean = bare
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"|?*]/gu, '')
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/^\.+/, '')
		.replace(/[. ]+$/, '');
	if (clean === '') return otherwise;
	const characters = [...clean];
	if (characters.length <= maxNameLength) return clean;
	const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(clean)?.[0] ?? '';
	return characters.slice(0, maxNameLength - ending.length).join('') + ending;
}
