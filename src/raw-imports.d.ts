/** Files that the program holds as text: the build and the tests both put their words in place of `?raw`. */
declare module '*?raw' {
  const text: string;
  export default text;
}
