/** The server's own words begin small, as part of a line; these stand by themselves. */
export const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

export const sentence = (text: string): string => `${capital(text)}.`;
