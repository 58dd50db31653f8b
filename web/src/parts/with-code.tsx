/** Words with commands in them, which stand between backticks. */
export const WithCode = ({ children }: { readonly children: string }) =>
  // Their order is all they have.
  children.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
