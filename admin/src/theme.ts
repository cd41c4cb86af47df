import { defaultTheme, type RaThemeOptions } from 'react-admin';

interface Shades {
  ground: string;
  card: string;
  line: string;
  text: string;
  quiet: string;
  action: string;
  actionDark: string;
  onAction: string;
  porch: string;
  loss: string;
  well: string;
  shadow: string;
}

const day: Shades = {
  ground: '#f4f5f8',
  card: '#ffffff',
  line: '#dfe3ea',
  text: '#18202e',
  quiet: '#566072',
  action: '#1a4a94',
  actionDark: '#123770',
  onAction: '#ffffff',
  porch: '#8a5200',
  loss: '#b3261e',
  well: '#1d7044',
  shadow: '0 1px 3px rgba(20, 30, 50, 0.10)',
};

const night: Shades = {
  ground: '#10141b',
  card: '#1a202a',
  line: '#323b49',
  text: '#e8ecf3',
  quiet: '#a6b0c0',
  action: '#8fb6f5',
  actionDark: '#b4cef9',
  onAction: '#0d2143',
  porch: '#ffc24a',
  loss: '#ff9d94',
  well: '#79cf9f',
  shadow: '0 1px 3px rgba(0, 0, 0, 0.5)',
};

/** Inter's tabular figures bring wide hyphens along: for numbers in columns alone, not for names and addresses. */
const figures = { fontVariantNumeric: 'tabular-nums' };

/** Quiet ground, white cards, deep blue for action, amber for what waits for a person, red for loss alone. */
function themeOf(mode: 'light' | 'dark', shades: Shades): RaThemeOptions {
  return {
    ...defaultTheme,
    palette: {
      mode,
      primary: { main: shades.action, dark: shades.actionDark, contrastText: shades.onAction },
      secondary: { main: shades.action, contrastText: shades.onAction },
      warning: { main: shades.porch, contrastText: mode === 'light' ? '#fff' : '#2b1c00' },
      error: { main: shades.loss, contrastText: mode === 'light' ? '#fff' : '#3d0a06' },
      success: { main: shades.well, contrastText: mode === 'light' ? '#fff' : '#06281a' },
      info: { main: shades.action, contrastText: shades.onAction },
      background: { default: shades.ground, paper: shades.card },
      text: { primary: shades.text, secondary: shades.quiet },
      divider: shades.line,
    },
    spacing: 8,
    shape: { borderRadius: 12 },
    sidebar: { width: 232, closedWidth: 232 },
    typography: {
      fontFamily: '"Inter Variable", system-ui, sans-serif',
      h1: { fontSize: '1.5rem', fontWeight: 650, lineHeight: 1.3, letterSpacing: '-0.015em' },
      h2: { fontSize: '1.0625rem', fontWeight: 620, lineHeight: 1.4, letterSpacing: '-0.005em' },
      h3: { fontSize: '0.9375rem', fontWeight: 620, lineHeight: 1.4 },
      body1: { fontSize: '0.9375rem' },
      body2: { fontSize: '0.875rem' },
      button: { textTransform: 'none', fontWeight: 580 },
    },
    components: {
      ...defaultTheme.components,
      MuiCssBaseline: {
        styleOverrides: {
          ':focus-visible': { outline: `2px solid ${shades.action}`, outlineOffset: 2 },
          a: { color: shades.action },
          // Spinners still turn: they say that something is at work.
          '@media (prefers-reduced-motion: reduce)': { '*, ::before, ::after': { transition: 'none !important' } },
        },
      },
      MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiCard: {
        styleOverrides: {
          root: { border: `1px solid ${shades.line}`, boxShadow: shades.shadow, backgroundImage: 'none' },
        },
      },
      MuiButton: {
        defaultProps: { disableElevation: true },
        styleOverrides: {
          root: { minHeight: 36, paddingInline: 16, borderRadius: 12 },
          sizeSmall: { minHeight: 32, paddingInline: 12 },
        },
      },
      MuiButtonBase: {
        defaultProps: { disableRipple: true },
        styleOverrides: { root: { '&.Mui-focusVisible': { outline: `2px solid ${shades.action}`, outlineOffset: 2 } } },
      },
      MuiTextField: { defaultProps: { variant: 'outlined', size: 'small', margin: 'none' } },
      MuiFormLabel: { styleOverrides: { asterisk: { display: 'none' } } },
      MuiFormControl: { defaultProps: { variant: 'outlined', size: 'small', margin: 'none' } },
      MuiOutlinedInput: {
        styleOverrides: {
          root: { backgroundColor: shades.card },
          notchedOutline: { borderColor: mode === 'light' ? '#8c95a5' : '#667184' },
        },
      },
      MuiTableCell: {
        styleOverrides: {
          root: { borderColor: shades.line, paddingBlock: 10 },
          alignRight: figures,
          head: { color: shades.quiet, fontWeight: 560, fontSize: '0.8125rem', whiteSpace: 'nowrap' },
        },
      },
      MuiTableRow: { styleOverrides: { root: { '&:last-of-type > td': { borderBottom: 0 } } } },
      MuiTooltip: { defaultProps: { arrow: true }, styleOverrides: { tooltip: { fontSize: '0.8125rem' } } },
      MuiDialog: { styleOverrides: { paper: { border: `1px solid ${shades.line}`, boxShadow: shades.shadow } } },
      MuiMenu: { styleOverrides: { paper: { border: `1px solid ${shades.line}`, boxShadow: shades.shadow } } },
      MuiTab: { styleOverrides: { root: { textTransform: 'none', minHeight: 44, fontWeight: 560 } } },
      MuiLink: { defaultProps: { underline: 'hover' } },
      MuiAlert: { styleOverrides: { root: { borderRadius: 12 } } },
    },
  };
}

export const lightTheme = themeOf('light', day);
export const darkTheme = themeOf('dark', night);
