using System.Windows;
using System.Windows.Controls;
using System.Windows.Media;
using Microsoft.VisualStudio.PlatformUI;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Tests;

namespace SmolCode.VisualStudio.Windows;

/// <summary>What came of generating tests: the table, the files as they would be, and the choice to write them.</summary>
internal sealed class GeneratedTestsView : DockPanel
{
    public GeneratedTestsView(GeneratedTests tests, IReadOnlyList<FilePreview> files, Action write, Action discard)
    {
        SetResourceReference(BackgroundProperty, EnvironmentColors.ToolWindowBackgroundBrushKey);
        Add(Text(string.Join(Environment.NewLine, tests.Table)), Dock.Top);
        if (files.Count > 0)
        {
            var buttons = new StackPanel { Orientation = Orientation.Horizontal };
            buttons.Children.Add(Button("Write the Tests", write));
            buttons.Children.Add(Button("Discard", discard));
            Add(buttons, Dock.Top);
        }

        var tabs = new TabControl();
        foreach (var file in files)
        {
            var name = Path.GetFileName(file.Path) + (file.IsNew ? " (new)" : "");
            tabs.Items.Add(
                new TabItem
                {
                    Header = name,
                    ToolTip = file.Path,
                    Content = Text(file.After),
                }
            );
        }

        Children.Add(tabs);
    }

    private void Add(UIElement element, Dock dock)
    {
        SetDock(element, dock);
        Children.Add(element);
    }

    private static TextBox Text(string text)
    {
        var box = new TextBox
        {
            Text = text,
            IsReadOnly = true,
            BorderThickness = new Thickness(0),
            FontFamily = new FontFamily("Consolas"),
            HorizontalScrollBarVisibility = ScrollBarVisibility.Auto,
            VerticalScrollBarVisibility = ScrollBarVisibility.Auto,
            Padding = new Thickness(8),
        };
        box.SetResourceReference(Control.ForegroundProperty, EnvironmentColors.ToolWindowTextBrushKey);
        box.SetResourceReference(Control.BackgroundProperty, EnvironmentColors.ToolWindowBackgroundBrushKey);
        return box;
    }

    private static Button Button(string text, Action click)
    {
        var button = new Button
        {
            Content = text,
            Margin = new Thickness(8, 0, 0, 8),
            Padding = new Thickness(12, 2, 12, 2),
        };
        button.Click += (_, _) => click();
        return button;
    }
}
